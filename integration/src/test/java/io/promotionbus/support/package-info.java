/** Real servers and small stand-ins for other features' interfaces, shared by tests. */
package io.promotionbus.support;
