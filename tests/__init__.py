"""The tests of replaytag."""
