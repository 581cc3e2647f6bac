"""Two plans of two levels, measure by measure: which carries which, and what changed on the way."""
