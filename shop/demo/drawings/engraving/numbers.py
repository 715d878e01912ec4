"""Numbers as they stand in a drawing."""


def number(value: float) -> str:
    """This function will write a number with at most one decimal and nothing superfluous."""
    text = f"{value:.1f}"
    if text.endswith(".0"):
        text = text[:-2]
    return "0" if text == "-0" else text
