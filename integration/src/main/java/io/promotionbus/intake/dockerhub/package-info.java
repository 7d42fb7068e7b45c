/** Docker Hub's webhook: how it is told from forged ones, and what it says. */
@org.jspecify.annotations.NullMarked
package io.promotionbus.intake.dockerhub;
