"""python -m skill: the same as cramp-coach."""

from skill.cli import main

main()
