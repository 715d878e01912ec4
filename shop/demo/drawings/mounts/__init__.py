"""What carries an instrument: tripods, piers, heads and their small parts."""
