"""Telling advertising and abuse from talk: text seen through its disguise, features, a linear model, its errors."""
