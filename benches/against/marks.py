"""Runs of words with their styles, as the marks that ReportLab and HTML share."""

from html import escape


def markup(runs):
    """Words as they are, a tag around them for each letter of their style."""

    def one(words, style):
        words = "<br/>" if words == "\n" else escape(words)
        for letter in style:
            words = f"<{letter}>{words}</{letter}>"
        return words

    return "".join(one(*run) for run in runs)
