import logging

import sentry_sdk
from django.http import Http404, HttpResponse, JsonResponse
from django.views import View
from django.views.decorators.csrf import csrf_exempt
from django.views.generic import TemplateView

logger = logging.getLogger(__name__)

QUESTIONS = {1: "What's up?", 2: "Tabs or spaces?"}
VOTES = {1: {"yes": 3, "no": 1}, 2: {"tabs": 0, "spaces": 0}}


def index(request):  # handler: uncovered
    return JsonResponse({"questions": QUESTIONS})


class DetailView(View):
    def get(self, request, question_id):  # handler: uncovered
        if question_id == 0:
            raise Http404("No such question")
        return JsonResponse({"question": QUESTIONS[question_id]})

    def delete(self, request, question_id):  # handler: uncovered
        del QUESTIONS[question_id]
        return HttpResponse(status=204)


def results(request, question_id):  # handler: uncovered
    votes = VOTES[question_id]
    try:
        share = max(votes.values()) / sum(votes.values())
    except ZeroDivisionError:
        logger.exception("Results of question %s cannot be shown", question_id)
        share = None
    return JsonResponse({"share": share})


@csrf_exempt
def vote(request, question_id):  # handler: uncovered
    choice = request.GET.get("choice", "")
    try:
        VOTES[question_id][choice] += 1
    except KeyError as error:
        sentry_sdk.capture_exception(error)
        return JsonResponse({"error": "You didn't select a choice."}, status=400)
    return JsonResponse({"votes": VOTES[question_id]})


class AboutView(TemplateView):  # handler: uncovered
    template_name = "polls/about.html"


def page_not_found(request, exception):  # handler: uncovered
    return JsonResponse({"error": "not found", "path": request.path}, status=404)
