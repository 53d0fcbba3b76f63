"""A coalition's public pages, put together in one language: for the public, and for those who look at them beforehand."""
