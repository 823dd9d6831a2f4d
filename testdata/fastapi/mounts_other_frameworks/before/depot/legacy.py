from flask import Flask

legacy = Flask("legacy")

PARTS = {}


@legacy.get("/parts/<int:number>")
def old_part(number):  # handler: uncovered
    return PARTS[number]
