from observatory import main

application = main({}, **{"observatory.site": "hill"})
