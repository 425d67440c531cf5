"""Every address of the site. What is below a service comes from its blocks."""

from django.urls import include, path

from mutirao.base.register.views import of_service
from mutirao.planning.decisions.urls import of_the_site as of_promises
from mutirao.site import views

urlpatterns = [
    path("", views.home, name="home"),
    path("about/", views.about, name="about"),
    path("who-may-do-what/", views.who_may, name="access"),
    path("services/<slug:slug>/register/", of_service, name="service-register"),
    *of_promises,
    path("services/", include("mutirao.base.services.urls")),
    path("register/", include("mutirao.base.register.urls")),
    path("", include("mutirao.base.people.urls")),
    path("account/password/<path:rest>", views.no_passwords),
    path("account/", include("allauth.urls")),
    path("language/", views.choose_language, name="set_language"),
    path("gallery/", include("mutirao.ui.urls")),
]
