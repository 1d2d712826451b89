"""What a person takes along: a calendar file, a paper, and the proof that the paper is genuine."""
