// The doctor's round trip through the browser: a page of ours, opened as a sign-in is and asked for on loopback.

package oauthflow

import (
	"context"
	"strconv"
	"time"
)

func (c *Client) examineBrowser(ctx context.Context, limit time.Duration) DoctorFinding {
	silent := found("browser_silent", "Limit", strconv.Itoa(int(limit/time.Second)))
	limited, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	endpoint, oneUseURL, err := listenRoundTrip(limited, c.Language)
	if err != nil {
		return found("browser_not_opened", "Why", why(asError(limited, err, StepRedirect, CodeListenerFailed)))
	}
	defer endpoint.close(limited)
	if err := c.leadThrough(limited, endpoint, oneUseURL); err != nil {
		if limited.Err() != nil {
			return silent
		}
		return found("browser_not_opened", "Why", why(asError(limited, err, StepRedirect, CodeBrowserNotOpened)))
	}
	endpoint.answer(pageExamined)
	return found("browser_came_back")
}

// listenRoundTrip listens for a browser that is led from a one-use URL to the page that is held for it.
func listenRoundTrip(ctx context.Context, language pages) (*redirectionEndpoint, string, error) {
	e, err := listenRedirect(ctx, DefaultRedirect(), &Timeline{}, language)
	if err != nil {
		return nil, "", err
	}
	e.done.want()
	return e, e.redirectOnce("http://" + e.Address() + donePath), nil
}
