/**
 * Authentication on a laptop: tokens signed with keys that never leave it, and a stand-in for API
 * Gateway's JWT authorizer that checks them.
 */
@NullMarked
package dev.orderstream.local.auth;

import org.jspecify.annotations.NullMarked;
