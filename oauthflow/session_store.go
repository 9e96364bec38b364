// The TokenStore of the app: sessions in the vault (standards checklist, section 15).

package oauthflow

import (
	"context"
	"errors"
	"fmt"

	"proofkey/oauthflow/vault"
)

type vaultStore struct{ vault *vault.Vault }

// NewTokenStore returns a TokenStore that keeps sessions in the vault.
func NewTokenStore(v *vault.Vault) TokenStore { return vaultStore{v} }

func (s vaultStore) Load(ctx context.Context, connectionID string) (Session, error) {
	data, err := s.vault.Load(ctx, connectionID, vault.KindSession)
	if errors.Is(err, vault.ErrNotFound) {
		return Session{}, fmt.Errorf("%w: %w", ErrNotFound, err)
	}
	if err != nil {
		return Session{}, err
	}
	return OpenSealedForm(data)
}

func (s vaultStore) Save(ctx context.Context, connectionID string, session Session) error {
	data, err := session.SealedForm()
	if err != nil {
		return err
	}
	return s.vault.Save(ctx, connectionID, vault.KindSession, data)
}

func (s vaultStore) Delete(ctx context.Context, connectionID string) error {
	return s.vault.Delete(ctx, connectionID, vault.KindSession)
}

func (s vaultStore) Lock(ctx context.Context, connectionID string) (func(), error) {
	return s.vault.Lock(ctx, connectionID)
}

func (s vaultStore) Sealed() (bool, string) {
	status := s.vault.Status()
	return status.Sealed, string(status.Reason)
}
