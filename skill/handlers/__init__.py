"""What happens: each topic answers its intents, in the domain's words alone."""
