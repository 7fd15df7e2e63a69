"""Insights and what follows them, the owner's desk, the board, the roadmap, and the clock."""

from django.urls import path

from .views import board, delivering, desk, framing, making, picking, reading, timing

app_name = "insights"
urlpatterns = [
    path("insights/", reading.index, name="index"),
    path("insights/<int:pk>/", reading.detail, name="detail"),
    path("insights/make/<int:theme_pk>/", making.make, name="make"),
    path("insights/<int:pk>/give/", making.give, name="give"),
    path("insights/<int:pk>/hand-over/", making.hand_over, name="hand_over"),
    path("insights/<int:pk>/answer/", desk.answer, name="answer"),
    path("insights/<int:pk>/undo/", desk.undo, name="undo"),
    path("insights/<int:pk>/send/", desk.send, name="send"),
    path("insights/<int:pk>/deliver/", delivering.deliver, name="deliver"),
    path("insights/<int:pk>/measure/", delivering.measure, name="measure"),
    path("insights/<int:pk>/frame/", framing.frame, name="frame"),
    path("insights/opportunities/<int:pk>/", framing.opportunity, name="opportunity"),
    path("insights/opportunities/<int:pk>/link/", framing.link, name="link"),
    path("insights/opportunities/<int:pk>/settle/", framing.settle, name="settle"),
    path("insights/highlight/<slug:kind>/<int:pk>/", picking.highlight, name="highlight"),
    path("insights/highlights/<int:pk>/verify/", picking.verify, name="verify"),
    path("insights/highlights/<int:pk>/attach/", picking.attach, name="attach"),
    path("insights/calendar/", timing.calendar, name="calendar"),
    path("insights/calendar/free/", timing.free, name="free"),
    path("insights/calendar/fill/", timing.fill, name="fill"),
    path("insights/calendar/week/", timing.week, name="week"),
    path("insights/calendar/<int:pk>/unfree/", timing.unfree, name="unfree"),
    path("insights/set-clock/<slug:slug>/", timing.set_clock, name="set_clock"),
    path("desk/", desk.desk, name="desk"),
    path("desk/answer/", desk.answer_many, name="answer_many"),
    path("desk/draft/", desk.draft, name="draft"),
    path("board/", board.board, name="board"),
    path("roadmap/", board.roadmap, name="roadmap"),
    path("roadmap.csv", board.roadmap_csv, name="roadmap_csv"),
    path("changelog/", board.changelog, name="changelog"),
]
