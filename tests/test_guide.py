"""Moves between steps."""

from skill.guide import Phase, Routine, Silence, Step, Where


def step(name: str, where: Where = Where.IN_BED, not_for: frozenset[str] = frozenset()) -> Step:
    return Step(name, Phase.LOCKED, 20.0, where, Silence.ADVANCE, frozenset({"do"}), not_for=not_for)


ROUTINE = Routine((step("stretch", not_for=frozenset({"shin"})), step("massage"), step("stand", Where.STANDING)))


def test_next_goes_to_the_step_after_the_one_being_spoken() -> None:
    assert ROUTINE.next("stretch").id == "massage"


def test_next_after_the_last_step_begins_another_round() -> None:
    assert ROUTINE.next("stand").id == "stretch"


def test_previous_goes_to_the_step_before() -> None:
    assert ROUTINE.previous("stand").id == "massage"


def test_previous_from_the_first_step_stays_there() -> None:
    assert ROUTINE.previous("stretch").id == "stretch"


def test_a_place_that_is_not_in_the_routine_counts_as_the_first_step() -> None:
    assert ROUTINE.step("handstand").id == "stretch"
    assert ROUTINE.next("handstand").id == "massage"


def test_silence_never_leads_out_of_bed() -> None:
    assert ROUTINE.in_bed_after("stretch").id == "massage"
    assert ROUTINE.in_bed_after("massage").id == "stretch"


def test_a_step_that_would_not_help_a_muscle_is_not_in_its_walk() -> None:
    assert ROUTINE.suiting(Phase.LOCKED, "shin").first.id == "massage"
    assert ROUTINE.suiting(Phase.LOCKED, "calf").first.id == "stretch"


def test_where_one_step_is_done_in_bed_silence_leads_to_another_round_of_it() -> None:
    assert ROUTINE.suiting(Phase.LOCKED, "shin").in_bed_after("massage").id == "massage"
