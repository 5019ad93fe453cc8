/** How cards look: Teams' measures, with the page's CSS variables so that one look serves both themes. */
function colour(name) {
  const strong = `var(--${name})`;
  return { default: strong, subtle: strong };
}

const FOREGROUND = {
  default: { default: 'var(--fg1)', subtle: 'var(--fg3)' },
  dark: { default: 'var(--fg1)', subtle: 'var(--fg3)' },
  light: { default: 'var(--fg3)', subtle: 'var(--fg3)' },
  accent: colour('brand-fg'),
  good: colour('success-fg'),
  warning: colour('warning-fg'),
  attention: colour('danger-fg'),
};

function container(background, border) {
  return { backgroundColor: background, borderColor: border, foregroundColors: FOREGROUND };
}

export const CARD_LOOK = {
  fontFamily: 'var(--font)',
  fontTypes: {
    default: {
      fontFamily: 'var(--font)',
      fontSizes: { small: 12, default: 13, medium: 14, large: 17, extraLarge: 22 },
      fontWeights: { lighter: 300, default: 400, bolder: 600 },
    },
    monospace: {
      fontFamily: 'var(--mono)',
      fontSizes: { small: 12, default: 13, medium: 14, large: 17, extraLarge: 22 },
      fontWeights: { lighter: 300, default: 400, bolder: 600 },
    },
  },
  spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 20, padding: 12 },
  separator: { lineThickness: 1, lineColor: 'var(--stroke2)' },
  imageSizes: { small: 32, medium: 52, large: 100 },
  containerStyles: {
    default: container('var(--card-bg)', 'var(--stroke2)'),
    emphasis: container('var(--card-emphasis)', 'var(--stroke2)'),
    accent: container('var(--brand-bg2)', 'var(--brand-stroke)'),
    good: container('var(--success-bg)', 'var(--success-stroke)'),
    warning: container('var(--warning-bg)', 'var(--warning-stroke)'),
    attention: container('var(--danger-bg)', 'var(--danger-stroke)'),
  },
  actions: {
    maxActions: 6,
    spacing: 'medium',
    buttonSpacing: 0,
    showCard: { actionMode: 'inline', inlineTopMargin: 10, style: 'emphasis' },
    actionsOrientation: 'horizontal',
    actionAlignment: 'left',
    allowTitleToWrap: true,
  },
  inputs: {
    label: {
      inputSpacing: 'small',
      requiredInputs: { weight: 'bolder', suffix: ' *', suffixColor: 'attention' },
      optionalInputs: { weight: 'bolder' },
    },
    errorMessage: { color: 'attention', size: 'small', spacing: 'small' },
  },
  factSet: {
    title: { weight: 'default', isSubtle: true, wrap: true, maxWidth: 130 },
    value: { wrap: true },
    spacing: 12,
  },
  textBlock: { headingLevel: 3 },
};
