namespace Dashboard.Texts.Inbound.Standards;

/// <summary>What is said of the standards beside STARTTLS and DANE: findings by slug, advice by slug, outcomes.</summary>
public sealed class StandardTexts;
