"""What the rules could learn from what staff corrected and from who writes; proposals only."""
