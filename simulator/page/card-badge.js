const STYLES = ['default', 'accent', 'good', 'warning', 'attention', 'informative', 'subtle'];

/**
 * Teams draws `Badge` itself; the open renderer does not know it and would show the fallback.
 * Registered here so that the demo looks as Teams does. The words stay text.
 */
export function registerBadge(AdaptiveCards) {
  const { CardElement, GlobalRegistry, StringProperty, Versions } = AdaptiveCards;
  class Badge extends CardElement {
    static textProperty = new StringProperty(Versions.v1_0, 'text', true);
    static styleProperty = new StringProperty(Versions.v1_0, 'style', true);
    static tooltipProperty = new StringProperty(Versions.v1_0, 'tooltip', true);

    getJsonTypeName() {
      return 'Badge';
    }

    internalRender() {
      const style = String(this.getValue(Badge.styleProperty) ?? 'default').toLowerCase();
      const row = document.createElement('div');
      const pill = document.createElement('span');
      row.className = 'badge-row';
      pill.className = `badge badge-${STYLES.includes(style) ? style : 'default'}`;
      pill.textContent = this.getValue(Badge.textProperty) ?? '';
      pill.title = this.getValue(Badge.tooltipProperty) ?? '';
      row.append(pill);
      return row;
    }
  }
  GlobalRegistry.elements.register('Badge', Badge);
}
