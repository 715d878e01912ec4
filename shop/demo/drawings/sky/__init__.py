"""The sky: stars, constellations, projections, the Moon, the planets, and views through an eyepiece."""
