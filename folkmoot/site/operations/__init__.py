"""What an operator sees of a running instance: probes, log lines, figures, and the page of an outage."""
