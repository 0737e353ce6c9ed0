"""No real critical point is missing: boxes of real parameters are excluded, or proved to hold exactly one."""
