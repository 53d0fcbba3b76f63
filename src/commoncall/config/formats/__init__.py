"""How days are written within sentences, where a language's usual way is not ours."""
