// A script that comes beside another starts nothing but its own behaviours.
attach(document);
