"""An Alexa for the desk: it understands text, keeps the device's clock, and plays the pauses."""
