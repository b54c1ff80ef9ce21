"""What a record tells besides: sums, counts, goods, places, named bodies, and who says so."""
