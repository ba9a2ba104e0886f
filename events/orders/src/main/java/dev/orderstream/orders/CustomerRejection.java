package dev.orderstream.orders;

/** Why the rules refuse a command: they never do. */
public enum CustomerRejection {}
