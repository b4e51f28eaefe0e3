package contracts

// Changes are the kinds of change between two documents.
func Changes() []string {
	return []string{
		"answer.condition", "answer.const", "answer.enum.added", "answer.enum.added.open", "answer.enum.removed",
		"answer.limit.lowered", "answer.limit.raised", "answer.media.added", "answer.media.removed",
		"answer.property.added", "answer.property.removed", "answer.required.added", "answer.required.removed",
		"answer.status.added", "answer.status.removed", "answer.type", "answer.value", "answer.xml-root",
		"billing", "description", "discrepancy", "envelope", "error.added", "error.chargeable", "error.http", "error.kind",
		"error.message", "error.removed", "error.retryable", "evidence",
		"limit.added", "limit.lowered", "limit.raised", "limit.removed", "operation.added", "operation.removed", "other",
		"request.const", "request.enum.added", "request.enum.removed", "request.media", "request.narrowed",
		"request.optional.added", "request.parameter.removed", "request.pattern", "request.required.added",
		"request.required.removed", "request.type", "request.type.form", "request.widened",
		"rpc", "rpc.widened", "signature", "signature.added",
	}
}
