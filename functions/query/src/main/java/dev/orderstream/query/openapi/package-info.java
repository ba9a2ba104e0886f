/**
 * The description of the API: what each route takes and answers, with examples, written as an
 * OpenAPI 3.1 document. Routes, scopes, problems and bounds come from the code that obeys them;
 * here stand the words.
 */
@NullMarked
package dev.orderstream.query.openapi;

import org.jspecify.annotations.NullMarked;
