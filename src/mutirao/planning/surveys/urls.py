"""Addresses below a service's."""

from django.urls import path

from mutirao.planning.surveys import answer_views, paper_views, question_views, result_views, views

urlpatterns = [
    path("", views.surveys, name="surveys"),
    path("new/", views.new, name="survey-new"),
    path("<slug:address>/", views.survey, name="survey"),
    path("<slug:address>/change/", views.change, name="survey-change"),
    path("<slug:address>/publish/", views.publish, name="survey-publish"),
    path("<slug:address>/codes/", paper_views.codes, name="survey-codes"),
    path("<slug:address>/questions/", question_views.questions, name="survey-questions"),
    path("<slug:address>/questions/new/", question_views.new, name="question-new"),
    path("<slug:address>/questions/<slug:code>/", question_views.question, name="question"),
    path("<slug:address>/questions/<slug:code>/move/", question_views.move, name="question-move"),
    path("<slug:address>/answer/", answer_views.begin, name="survey-answer"),
    path("<slug:address>/answer/thanks/", answer_views.thanks, name="survey-thanks"),
    path("<slug:address>/answer/<int:number>/", answer_views.page, name="survey-page"),
    path("<slug:address>/paper/", paper_views.sheet, name="survey-sheet"),
    path("<slug:address>/forms/", paper_views.forms, name="survey-forms"),
    path("<slug:address>/forms/new/", paper_views.type_in, name="survey-type-in"),
    path("<slug:address>/forms/<int:pk>/", paper_views.again, name="survey-form"),
    path("<slug:address>/results.csv", result_views.counts, name="survey-counts"),
    path("<slug:address>/answers.csv", result_views.hand_out, name="survey-hand-out"),
    path("<slug:address>/written/", result_views.written, name="survey-written"),
    path("<slug:address>/written/<int:pk>/", result_views.review, name="survey-review"),
]
