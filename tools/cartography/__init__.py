"""How the map of the world is made from public-domain geometry; run by ``tools/make_map.py`` alone."""
