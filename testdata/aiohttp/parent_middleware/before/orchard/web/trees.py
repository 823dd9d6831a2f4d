from aiohttp import web


class Tree(web.View):
    @property
    def name(self):
        return self.request.match_info["name"]

    async def get(self):  # handler: covered
        return web.json_response({"name": self.name, "apples": self.request.app["apples"]})

    async def delete(self):  # handler: covered
        raise PermissionError(self.name)


def make_trees():
    trees = web.Application()
    trees["apples"] = 12
    trees.router.add_view("/{name}", Tree)
    return trees
