/** What is known of the keys of well-known services: where they are made and how they look. A template only fills in the form. */
import type { AddedKind } from './kinds.ts';

export interface EntryTemplate {
  readonly id: string;
  readonly name: string;
  readonly kind: AddedKind;
  /** The page on which keys are made and taken back. */
  readonly url: string;
  /** How a key looks, as the service documents it; null: it has no form of its own. */
  readonly form: string | null;
}

export const ENTRY_TEMPLATES: readonly EntryTemplate[] = [
  template('anthropic', 'Anthropic', {
    url: 'https://console.anthropic.com/settings/keys',
    form: 'sk-ant-…',
  }),
  template('aws', 'AWS', { url: 'https://console.aws.amazon.com/iam/', form: 'AKIA…' }),
  template('cloudflare', 'Cloudflare', {
    kind: 'token',
    url: 'https://dash.cloudflare.com/profile/api-tokens',
  }),
  template('datadog', 'Datadog', {
    url: 'https://app.datadoghq.com/organization-settings/api-keys',
  }),
  template('github', 'GitHub', {
    kind: 'token',
    url: 'https://github.com/settings/tokens',
    form: 'github_pat_… or ghp_…',
  }),
  template('gitlab', 'GitLab', {
    kind: 'token',
    url: 'https://gitlab.com/-/user_settings/personal_access_tokens',
    form: 'glpat-…',
  }),
  template('google', 'Google Cloud', {
    url: 'https://console.cloud.google.com/apis/credentials',
    form: 'AIza…',
  }),
  template('npm', 'npm', {
    kind: 'token',
    url: 'https://www.npmjs.com/settings/~/tokens',
    form: 'npm_…',
  }),
  template('openai', 'OpenAI', { url: 'https://platform.openai.com/api-keys', form: 'sk-…' }),
  template('sendgrid', 'SendGrid', {
    url: 'https://app.sendgrid.com/settings/api_keys',
    form: 'SG.…',
  }),
  template('slack', 'Slack', {
    kind: 'token',
    url: 'https://api.slack.com/apps',
    form: 'xoxb-… or xoxp-…',
  }),
  template('stripe', 'Stripe', {
    url: 'https://dashboard.stripe.com/apikeys',
    form: 'sk_live_… or rk_live_…',
  }),
  template('twilio', 'Twilio', { url: 'https://console.twilio.com/', form: 'SK…' }),
];

interface TemplateFacts {
  readonly kind?: AddedKind;
  readonly url: string;
  readonly form?: string;
}

function template(id: string, name: string, facts: TemplateFacts): EntryTemplate {
  return { id, name, kind: 'api-key', form: null, ...facts };
}
