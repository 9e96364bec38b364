// Package assets holds the files that are built into the app: its icons and its words.
// It holds bytes only; who shows them makes resources of them.
package assets

import "embed"

// IconSVG is the app's icon: a white key on a rounded square of the primary colour.
//
//go:embed icon.svg
var IconSVG []byte

// IconPNG is the same icon, 512 pixels wide, for what does not draw vectors.
//
//go:embed icon.png
var IconPNG []byte

// Icons of the side bar, 24 units wide and in black only, so that a theme can tint them.
var (
	//go:embed settings.svg
	SettingsSVG []byte
	//go:embed help.svg
	HelpSVG []byte
	//go:embed inspect.svg
	InspectSVG []byte
)

// SignsTTF is a font of the signs ✓✗→●○▸▾⏎ alone, and of the space that Fyne measures with each text, cut out of DejaVu
// Sans Mono with its notices:
//
//	python3 -m fontTools.subset DejaVuSansMono.ttf --text=' ✓✗→●○▸▾⏎' --output-file=signs.ttf --no-hinting --name-IDs=* --layout-features= --notdef-outline
//
//go:embed signs.ttf
var SignsTTF []byte

// EndonymTTF is a font of 日本語 alone, cut out of Noto Sans CJK JP (SIL Open Font License 1.1) with its notices:
//
//	python3 -m fontTools.subset NotoSansCJK-Regular.ttc --font-number=0 --text=' 日本語' --output-file=endonym.ttf --no-hinting --desubroutinize --name-IDs=* --layout-features= --notdef-outline
//
//go:embed endonym.ttf
var EndonymTTF []byte

// Opening holds the words of the first frame: opening/<language>.json, as Fyne's package lang reads them.
//
//go:embed opening
var Opening embed.FS

// Languages holds the other words of the window: lang/<language>.json.
//
//go:embed lang
var Languages embed.FS

// Fyne holds the words of Fyne's own dialogs and menus by Fyne's keys: fyne/<language>.json. Fyne has them too, but shows them
// in the system's language, which need not be the one that the person chose.
//
//go:embed fyne
var Fyne embed.FS

// Help holds what the Help room shows in the place of the README, in every other language: help/<language>.md.
//
//go:embed help
var Help embed.FS

// Evidence holds the phrases of the protocol's evidence in other languages than English: evidence/<language>.json, for the
// package phrase.
//
//go:embed evidence
var Evidence embed.FS

// Dictionary holds the words that explain parameters, claims and headers: dictionary/<language>.json.
//
//go:embed dictionary
var Dictionary embed.FS

// Pages holds the words of the pages that a browser shows after a redirect: page/<language>.json, for the package oauthflow.
//
//go:embed page
var Pages embed.FS

// Samples holds the programs that a connection can be taken away as: sample/<kind>/<file>.tmpl, for text/template with the
// delimiters [[ and ]].
//
//go:embed sample
var Samples embed.FS

// PresetWords holds the sentences of presets in other languages: preset_words/<language>.json, by the sentence in English.
//
//go:embed preset_words
var PresetWords embed.FS

// Presets holds what is known of providers: preset/<id>.json, for the package oauthflow/preset.
//
//go:embed preset
var Presets embed.FS
