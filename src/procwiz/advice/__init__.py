"""What is advised on the way to buy, in lines for people and as data for machines."""
