# One image for every role of the shop: web, worker, beat, migrate (docker/entrypoint chooses).
# It needs no BuildKit. docs/release.md gives the reason for each step.

# The pipeline names this image by digest; the tag is for a build by hand.
ARG BASE_IMAGE=python:3.13-slim-trixie

# ---- dependencies: before the source, so that a change of code does not install them again ---------------
FROM ${BASE_IMAGE} AS dependencies
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_ROOT_USER_ACTION=ignore
RUN python -m venv --without-pip /opt/venv
COPY requirements.txt /build/requirements.txt
# Every wheel must have the hash that was locked; sources are refused, so no compiler is ever needed.
RUN pip --python /opt/venv/bin/python install --require-hashes --only-binary :all: --no-compile \
        -r /build/requirements.txt \
    && find /opt/venv -type d -name tests -path '*/site-packages/*' -prune -exec rm -rf {} + \
    && python -m compileall -q -j 0 --invalidation-mode unchecked-hash /opt/venv

# ---- the shop: source, compiled, and its static files collected ------------------------------------------
FROM ${BASE_IMAGE} AS shop
ENV PATH=/opt/venv/bin:$PATH STATIC_ROOT=/app/collected PYTHONDONTWRITEBYTECODE=1
COPY --from=dependencies /opt/venv /opt/venv
WORKDIR /app
COPY manage.py ./
COPY docker docker
COPY templates templates
COPY static static
COPY apps apps
COPY shop shop
# Settings ask for these; nothing is contacted and none of them is kept.
RUN SHOP_MODE=demo SECRET_KEY=collecting DATABASE_URL=postgres://nobody@localhost/none \
    REDIS_URL=redis://localhost python manage.py collectstatic --noinput --verbosity 0 \
    && python -m compileall -q -j 0 --invalidation-mode unchecked-hash apps shop docker

# ---- what runs -------------------------------------------------------------------------------------------
FROM ${BASE_IMAGE} AS release
RUN groupadd --gid 10001 shop \
    && useradd --uid 10001 --gid 10001 --no-create-home --home-dir /tmp --shell /usr/sbin/nologin shop \
    && install -d -o 10001 -g 10001 -m 0755 /srv/media \
    && install -d -o 10001 -g 10001 -m 0700 /srv/documents
COPY --from=dependencies /opt/venv /opt/venv
COPY --from=shop /app /app
WORKDIR /app
ENV PATH=/opt/venv/bin:$PATH \
    HOME=/tmp \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=shop.settings \
    STATIC_ROOT=/app/collected \
    MEDIA_ROOT=/srv/media \
    DOCUMENTS_ROOT=/srv/documents
# The root file system is read-only where the shop runs; this is the only place it writes to.
VOLUME /tmp
USER 10001:10001
EXPOSE 8000
HEALTHCHECK --interval=10s --timeout=5s --start-period=30s --retries=3 CMD ["/app/docker/healthcheck"]
ENTRYPOINT ["/app/docker/entrypoint"]
CMD ["web"]
# Last, because they change with every commit.
ARG RELEASE=development
ARG COMMIT=unknown
ENV RELEASE=${RELEASE} COMMIT=${COMMIT}
LABEL org.opencontainers.image.title="Astronomy Shop" \
      org.opencontainers.image.licenses="MIT" \
      org.opencontainers.image.version="${RELEASE}" \
      org.opencontainers.image.revision="${COMMIT}"
