{{- define "user-api.selector" -}}
app.kubernetes.io/name: users-api
app.kubernetes.io/instance: {{ .Release.Name }}
{{- end -}}

{{- define "user-api.labels" -}}
{{ include "user-api.selector" . }}
app.kubernetes.io/part-of: users
app.kubernetes.io/managed-by: {{ .Release.Service }}
{{- end -}}

{{- define "user-api.pod-security" -}}
runAsNonRoot: true
runAsUser: 10001
runAsGroup: 10001
seccompProfile:
  type: RuntimeDefault
{{- end -}}

{{- define "user-api.container-security" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities:
  drop: [ALL]
{{- end -}}

{{/* A hook runs before the Service is there, so it asks the host itself, unless the Service is somebody else's. */}}
{{- define "user-api.migration-url" -}}
{{- $host := eq .Values.database.via "None" | ternary .Values.database.service .Values.database.target -}}
jdbc:postgresql://{{ $host }}:{{ .Values.database.port }}/{{ .Values.database.name }}
{{- end -}}

{{- define "user-api.database-url" -}}
jdbc:postgresql://{{ .Values.database.service }}:{{ .Values.database.port }}/{{ .Values.database.name }}
{{- end -}}
