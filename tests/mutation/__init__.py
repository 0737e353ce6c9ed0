"""Mutation of the checker's code: fixed operators at every site, and what of it the corpus and the rule tests notice.

python -m tests.mutation [--files NAME …] [--only FILE:LINE …] [--jobs N] [--json FILE]
"""
