"""The engraver's tools: line work, solids, lettering, plates and the register of drawings."""
