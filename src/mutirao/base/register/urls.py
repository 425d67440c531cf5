"""Addresses of the register."""

from django.urls import path

from mutirao.base.register import views

urlpatterns = [
    path("", views.register, name="register"),
    path("verify/", views.verify, name="verify"),
    path("head.json", views.head, name="head"),
    path("register.jsonl", views.download, name="register-download"),
    path("acts/<int:number>/", views.act, name="act"),
    path("acts/<int:number>/proof.json", views.act_proof, name="act-proof"),
]
