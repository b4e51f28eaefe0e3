package client

import (
	"context"
	"log/slog"
	"time"

	"github.com/numsim/numsim"
)

// Attempt is one try of one call.
type Attempt struct {
	Provider, Operation string
	Try                 int // 1 is the first
	Numbers             int // how many were asked about
	// What follows is known when the attempt is over.
	Duration time.Duration
	HTTP     int
	Charged  Charged
	Err      *Error        // nil is an answer
	Wait     time.Duration // before the next try; 0 where there is none
}

// Observer is told of each attempt as it begins. The context it returns is the
// attempt's, and what it returns beside it, if anything, is called when the
// attempt is over. That is the shape of a span: see the package's example for
// OpenTelemetry.
type Observer func(context.Context, Attempt) (context.Context, func(Attempt))

func (o *Options) begin(ctx context.Context, a Attempt) (context.Context, func(Attempt)) {
	if o.Observe == nil {
		return ctx, o.log(ctx)
	}
	own, end := o.Observe(ctx, a)
	if own == nil {
		own = ctx
	}
	log := o.log(own) // so that a handler finds the span
	return own, func(a Attempt) {
		log(a)
		if end != nil {
			end(a)
		}
	}
}

func (o *Options) log(ctx context.Context) func(Attempt) {
	return func(a Attempt) {
		if o.Log == nil {
			return
		}
		fields := []slog.Attr{
			slog.String("provider", a.Provider), slog.String("operation", a.Operation), slog.Int("try", a.Try),
			slog.Int("numbers", a.Numbers), slog.Duration("duration", a.Duration),
			slog.Int("http", a.HTTP), slog.String("charged", a.Charged.String()),
		}
		if a.Err == nil {
			o.Log.LogAttrs(ctx, slog.LevelDebug, "answered", fields...)
			return
		}
		fields = append(fields, slog.String("code", a.Err.Code), slog.String("kind", a.Err.Kind.String()), slog.String("message", a.Err.Message),
			slog.String("request_id", a.Err.RequestID), slog.Duration("wait", a.Wait))
		level := slog.LevelWarn
		if a.Err.Kind == numsim.BadNumber {
			level = slog.LevelInfo // a number's fault, nobody's trouble
		}
		o.Log.LogAttrs(ctx, level, "failed", fields...)
	}
}
