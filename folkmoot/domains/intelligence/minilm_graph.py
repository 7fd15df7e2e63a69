"""The network of all-MiniLM-L6-v2 (BERT, 6 layers, width 384) as an ONNX graph, made from its weights alone.

Sources: Devlin et al. 2019 (BERT), Wang et al. 2020 (MiniLM); pooling by the mean as on the model's card.
"""

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnx
from onnx import TensorProto, helper, numpy_helper
from safetensors.numpy import load_file

LAYERS, WIDTH, HEADS = 6, 384, 12
#: Added to the attention of padding; large enough that the exponential is 0 in float32.
MASKED = -10000.0

Array = npt.NDArray[np.generic]


class Graph:
    """Collects nodes and constants; each method adds some and returns the name of its result."""

    def __init__(self, weights: dict[str, npt.NDArray[np.float32]]) -> None:
        self.weights = weights
        self.nodes: list[onnx.NodeProto] = []
        self.constants: dict[str, onnx.TensorProto] = {}

    def constant(self, name: str, value: Array) -> str:
        self.constants[name] = numpy_helper.from_array(np.ascontiguousarray(value), name)
        return name

    def weight(self, name: str, *, transposed: bool = False) -> str:
        value = self.weights[name]
        return self.constant(name, value.T if transposed else value)

    def numbers(self, *values: int) -> str:
        return self.constant("i" + "_".join(map(str, values)), np.array(values, np.int64))

    def scalar(self, value: float) -> str:
        return self.constant(f"f{value}", np.array(value, np.float32))

    def op(self, kind: str, *inputs: str, output: str = "", **attributes: Any) -> str:
        name = f"{kind}_{len(self.nodes)}"
        self.nodes.append(helper.make_node(kind, inputs, [output or name], name=name, **attributes))
        return output or name

    def linear(self, x: str, prefix: str) -> str:
        product = self.op("MatMul", x, self.weight(prefix + ".weight", transposed=True))
        return self.op("Add", product, self.weight(prefix + ".bias"))

    def norm(self, x: str, prefix: str) -> str:
        scale, bias = self.weight(prefix + ".weight"), self.weight(prefix + ".bias")
        return self.op("LayerNormalization", x, scale, bias, axis=-1, epsilon=1e-12)

    def heads(self, x: str, order: list[int]) -> str:
        split = self.op("Reshape", x, self.numbers(0, 0, HEADS, WIDTH // HEADS))
        return self.op("Transpose", split, perm=order)


def minilm_graph(weights_file: Path) -> onnx.ModelProto:
    """The float32 model: int64 `input_ids` and `attention_mask` (b, l) -> float32 `embedding` (b, 384)."""
    raw = load_file(weights_file)
    graph = Graph(
        {k.removeprefix("bert."): v.astype(np.float32) for k, v in raw.items() if v.dtype != np.int64}
    )
    mask = graph.op("Cast", "attention_mask", to=TensorProto.FLOAT)
    hidden = _embed(graph)
    absent = graph.op("Sub", graph.scalar(1.0), graph.op("Unsqueeze", mask, graph.numbers(1, 2)))
    bias = graph.op("Mul", absent, graph.scalar(MASKED))
    for number in range(LAYERS):
        hidden = _layer(graph, hidden, bias, f"encoder.layer.{number}.")
    _pool(graph, hidden, mask)
    return _model(graph)


def _embed(graph: Graph) -> str:
    words = graph.op("Gather", graph.weight("embeddings.word_embeddings.weight"), "input_ids")
    length = graph.op("Gather", graph.op("Shape", "input_ids"), graph.numbers(1))
    table = graph.weight("embeddings.position_embeddings.weight")
    places = graph.op("Slice", table, graph.numbers(0), length, graph.numbers(0))
    kind = graph.constant("token_type", graph.weights["embeddings.token_type_embeddings.weight"][0])
    total = graph.op("Add", graph.op("Add", words, places), kind)
    return graph.norm(total, "embeddings.LayerNorm")


def _layer(graph: Graph, x: str, bias: str, prefix: str) -> str:
    query = graph.heads(graph.linear(x, prefix + "attention.self.query"), [0, 2, 1, 3])
    key = graph.heads(graph.linear(x, prefix + "attention.self.key"), [0, 2, 3, 1])
    value = graph.heads(graph.linear(x, prefix + "attention.self.value"), [0, 2, 1, 3])
    scores = graph.op("Div", graph.op("MatMul", query, key), graph.scalar(float(np.sqrt(WIDTH // HEADS))))
    attention = graph.op("Softmax", graph.op("Add", scores, bias), axis=-1)
    mixed = graph.op("Transpose", graph.op("MatMul", attention, value), perm=[0, 2, 1, 3])
    joined = graph.op("Reshape", mixed, graph.numbers(0, 0, WIDTH))
    attended = graph.op("Add", graph.linear(joined, prefix + "attention.output.dense"), x)
    x = graph.norm(attended, prefix + "attention.output.LayerNorm")
    wide = graph.op("Gelu", graph.linear(x, prefix + "intermediate.dense"))
    narrow = graph.op("Add", graph.linear(wide, prefix + "output.dense"), x)
    return graph.norm(narrow, prefix + "output.LayerNorm")


def _pool(graph: Graph, hidden: str, mask: str) -> None:
    weight = graph.op("Unsqueeze", mask, graph.numbers(-1))
    total = graph.op("ReduceSum", graph.op("Mul", hidden, weight), graph.numbers(1), keepdims=0)
    count = graph.op("ReduceSum", weight, graph.numbers(1), keepdims=0)
    mean = graph.op("Div", total, graph.op("Max", count, graph.scalar(1e-9)))
    graph.op("LpNormalization", mean, output="embedding", axis=-1, p=2)


def _model(graph: Graph) -> onnx.ModelProto:
    inputs = [
        helper.make_tensor_value_info(name, TensorProto.INT64, ["b", "l"])
        for name in ("input_ids", "attention_mask")
    ]
    outputs = [helper.make_tensor_value_info("embedding", TensorProto.FLOAT, ["b", WIDTH])]
    body = helper.make_graph(graph.nodes, "minilm", inputs, outputs, list(graph.constants.values()))
    model = helper.make_model(body, opset_imports=[helper.make_opsetid("", 20)], ir_version=9)
    onnx.checker.check_model(model)
    return model
