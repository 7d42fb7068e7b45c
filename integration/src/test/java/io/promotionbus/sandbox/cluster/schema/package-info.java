/** Custom resource schemas and CEL: defaults, pruning, validation, ValidatingAdmissionPolicies. */
@NullMarked
package io.promotionbus.sandbox.cluster.schema;

import org.jspecify.annotations.NullMarked;
