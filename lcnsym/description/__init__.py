"""Function spaces and strata as polynomial equations and inequalities in the coefficients of a filter."""
