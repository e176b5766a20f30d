namespace Dashboard.Texts.Inbound.Standards;

/// <summary>The sentences on the standards beside STARTTLS and DANE: findings by slug, advice by slug, outcomes.</summary>
public sealed class StandardTexts;
