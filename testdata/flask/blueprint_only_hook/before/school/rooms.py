from flask import Blueprint, jsonify

rooms = Blueprint("rooms", __name__, url_prefix="/rooms")  # expect: RT302


@rooms.get("/<int:number>")
def room(number):  # handler: uncovered
    return jsonify(seats=30 // number)
