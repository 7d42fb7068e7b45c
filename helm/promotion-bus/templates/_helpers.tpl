{{- define "promotion-bus.selector" -}}
app.kubernetes.io/name: promotion-bus
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "promotion-bus.labels" -}}
{{ include "promotion-bus.selector" . }}
app.kubernetes.io/part-of: promotion-bus
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "promotion-bus.image" -}}
{{- if .Values.image.digest -}}
{{ printf "%s@%s" .Values.image.repository .Values.image.digest }}
{{- else -}}
{{ printf "%s:%s" .Values.image.repository (.Values.image.tag | default .Chart.AppVersion) }}
{{- end -}}
{{- end -}}

{{- define "promotion-bus.pod-security" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
fsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "promotion-bus.container-security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* A hook runs before the Service is there, so it asks the host itself, unless the Service is somebody else's. */}}
{{- define "promotion-bus.migration-url" -}}
{{- $host := eq .Values.database.via "None" | ternary .Values.database.service .Values.database.target -}}
jdbc:postgresql://{{ $host }}:{{ .Values.database.port }}/{{ .Values.database.name }}
{{- end -}}

{{- define "promotion-bus.database-url" -}}
jdbc:postgresql://{{ .Values.database.service }}:{{ .Values.database.port }}/{{ .Values.database.name }}
{{- end -}}

{{/* Which messages a target hears: all, in Portuguese, unless it says less. */}}
{{- define "promotion-bus.narrowed" -}}
locale: {{ .locale | default "pt-BR" | quote }}
projects: {{ .projects | default list | toJson }}
stages: {{ .stages | default list | toJson }}
{{- end -}}

{{/* What the bus is configured with. Secrets appear as ${NAME}, filled from the environment, never as values. */}}
{{- define "promotion-bus.configuration" -}}
server:
  # The ingress controller's headers, from private addresses only: who failed to authenticate is told apart by address.
  forward-headers-strategy: native
spring:
  datasource:
    url: {{ include "promotion-bus.database-url" . | quote }}
    username: "${DATABASE_USERNAME}"
    password: "${DATABASE_PASSWORD}"
  flyway:
    # The service only reads which migrations ran; the Job runs them with the owner's role.
    user: "${DATABASE_USERNAME}"
    password: "${DATABASE_PASSWORD}"
  mail:
    host: {{ .Values.mail.host | quote }}
    port: {{ .Values.mail.port }}
    {{- if .Values.mail.existingSecret }}
    username: "${MAIL_USERNAME}"
    password: "${MAIL_PASSWORD}"
    {{- end }}
    properties:
      "[mail.smtp.starttls.enable]": {{ .Values.mail.startTls }}
      "[mail.smtp.starttls.required]": {{ .Values.mail.startTls }}
      "[mail.smtp.auth]": {{ ne .Values.mail.existingSecret "" }}
bus:
  public-url: {{ .Values.publicUrl | quote }}
  database:
    migrate: false
  identity:
    issuer-uri: {{ .Values.identity.issuerUri | quote }}
    client-id: {{ .Values.identity.clientId | quote }}
    client-secret: "${IDENTITY_CLIENT_SECRET}"
    admin:
      client-id: {{ .Values.identity.adminClientId | quote }}
      client-secret: "${IDENTITY_ADMIN_CLIENT_SECRET}"
  intake:
    {{- with .Values.intake.github }}
    github:
      {{- range $s, $source := . }}
      {{ $source.name | quote }}:
        secrets:
          {{- range $k, $key := $source.keys }}
          - {{ printf "${GITHUB_SECRET_%d_%d}" $s $k | quote }}
          {{- end }}
        {{- with $source.hookId }}
        hook-id: {{ int64 . }}
        {{- end }}
        {{- with $source.hookOwner }}
        hook-owner: {{ . | quote }}
        {{- end }}
      {{- end }}
    {{- end }}
    {{- with .Values.intake.dockerhub }}
    dockerhub:
      {{- range $s, $source := . }}
      {{ $source.name | quote }}:
        registry: {{ $source.registry | default "docker.io" | quote }}
        tokens:
          {{- range $k, $key := $source.keys }}
          - {{ printf "${DOCKERHUB_TOKEN_%d_%d}" $s $k | quote }}
          {{- end }}
      {{- end }}
    {{- end }}
  audit:
    key-id: {{ .Values.audit.keyId | quote }}
    signing-key: /etc/promotion-bus/audit/signing-key
    {{- with .Values.audit.publicKeys }}
    public-keys:
      {{- range $id, $pem := . }}
      {{ printf "[%s]" $id | quote }}: {{ $pem | quote }}
      {{- end }}
    {{- end }}
  mail:
    from: {{ .Values.mail.from | quote }}
    time-zone: {{ .Values.mail.timeZone | quote }}
  github:
    api-url: {{ .Values.github.apiUrl | quote }}
    {{- with .Values.github.repository }}
    repository: {{ . | quote }}
    {{- end }}
    report: {{ .Values.github.report }}
    locale: {{ .Values.github.locale | quote }}
    {{- if .Values.github.app.id }}
    app:
      id: {{ .Values.github.app.id | quote }}
      installation-id: {{ .Values.github.app.installationId | quote }}
      private-key: "${GITHUB_APP_PRIVATE_KEY}"
    {{- else if .Values.github.existingSecret }}
    token: "${GITHUB_TOKEN}"
    {{- end }}
  kubernetes:
    argocd-namespace: {{ .Values.argocdNamespace | quote }}
  {{- with .Values.registries }}
  registries:
    {{- range $r, $registry := . }}
    {{ printf "[%s]" $registry.host | quote }}:
      {{- with $registry.url }}
      url: {{ . | quote }}
      {{- end }}
      {{- if $registry.existingSecret }}
      username: {{ printf "${REGISTRY_USERNAME_%d}" $r | quote }}
      password: {{ printf "${REGISTRY_PASSWORD_%d}" $r | quote }}
      {{- end }}
    {{- end }}
  {{- end }}
  {{- with .Values.notification }}
  {{- if or .slack .webhooks }}
  notification:
    {{- with .allowedHosts }}
    allowed-hosts: {{ toJson . }}
    {{- end }}
    {{- with .privateHosts }}
    private-hosts: {{ toJson . }}
    {{- end }}
    {{- with .slack }}
    slack:
      {{- range $t, $target := . }}
      {{ $target.name | quote }}:
        url: {{ printf "${SLACK_URL_%d}" $t | quote }}
        {{- include "promotion-bus.narrowed" $target | nindent 8 }}
      {{- end }}
    {{- end }}
    {{- with .webhooks }}
    webhooks:
      {{- range $t, $target := . }}
      {{ $target.name | quote }}:
        url: {{ $target.url | quote }}
        secrets:
          {{- range $k, $key := $target.keys }}
          - {{ printf "${WEBHOOK_SECRET_%d_%d}" $t $k | quote }}
          {{- end }}
        {{- include "promotion-bus.narrowed" $target | nindent 8 }}
      {{- end }}
    {{- end }}
  {{- end }}
  {{- end }}
{{- end -}}
